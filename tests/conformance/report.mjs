// The report as text.
const line = (name, ...numbers) => `  ${name.padEnd(86)}${numbers.map((one) => String(one).padStart(12)).join('')}`;
const sum = (rows, name) => [...rows.values()].reduce((total, row) => total + row[name], 0);

export function reportOf(tally, clients, proof) {
  const out = ['Conformance with the official descriptions of both systems', ''];
  for (const [group, rows] of tally.groups) {
    out.push(line(group, 'compared', 'deviations', 'violations'));
    for (const name of [...rows.keys()].sort()) out.push(line(name, rows.get(name).count, rows.get(name).deviations, rows.get(name).violations));
    out.push(line('', sum(rows, 'count'), sum(rows, 'deviations'), sum(rows, 'violations')), '');
  }
  out.push('Known deviations');
  for (const one of tally.deviations) out.push(`  ${String(one.met).padStart(6)} times  ${one.system}: ${one.reason} (${one.source})`);
  out.push('', line('Clients', 'calls', 'not served', 'failed'));
  for (const name of new Set(clients.map((one) => one.client))) {
    const calls = clients.filter((one) => one.client === name);
    out.push(line(name, calls.length, calls.filter((one) => one.notServed).length, calls.filter((one) => !one.ok).length));
  }
  const failed = clients.filter((one) => !one.ok);
  if (failed.length > 0) out.push('', 'Calls that failed', ...failed.map((one) => `  ${one.client}: ${one.call}: ${one.problem}`));
  out.push('', `The comparison itself: ${proof.planted} planted errors and ${proof.samples} answers recorded from a real server, ${proof.problems.length} problems`, ...proof.problems.map((one) => `  ${one}`));
  if (tally.violations.size > 0) out.push('', 'Violations', ...[...tally.violations].map(([text, { count, during }]) => `  ${count} times  ${text}  (first in ${during})`));
  const groups = [...tally.groups.values()];
  const total = (name) => groups.reduce((all, rows) => all + sum(rows, name), 0);
  out.push('', `${total('count')} requests and answers compared: ${total('deviations')} findings of ${tally.deviations.filter((one) => one.met > 0).length} known deviations, ${total('violations')} violations; ` +
    `${clients.length} calls of ${new Set(clients.map((one) => one.client)).size} clients, ${failed.length} failed`);
  return `${out.join('\n')}\n`;
}
