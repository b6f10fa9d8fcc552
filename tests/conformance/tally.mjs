// Counts what was compared, and sorts what was found into known deviations and violations.
export class Tally {
  // `deviations`: {system, where, what, at, reason, source}; the three in the middle are regular expressions for the whole text.
  constructor(deviations) {
    this.deviations = deviations.map((one) => ({ ...one, met: 0, tests: ['where', 'what', 'at'].map((name) => new RegExp(`^(?:${one[name]})$`)) }));
    this.groups = new Map();
    this.violations = new Map();
  }

  // `group`: "requests to the store"; `judged`: {name, findings} of one request or answer.
  add(system, group, judged, during) {
    const rows = this.groups.get(group) ?? this.groups.set(group, new Map()).get(group);
    const row = rows.get(judged.name) ?? rows.set(judged.name, { count: 0, deviations: 0, violations: 0 }).get(judged.name);
    row.count += 1;
    for (const finding of judged.findings) {
      const known = this.deviations.find((one) => one.system === system && one.tests.every((test, i) => test.test([judged.name, finding.what, finding.at][i])));
      if (known) {
        known.met += 1;
        row.deviations += 1;
        continue;
      }
      row.violations += 1;
      const text = `${group}: ${judged.name}: ${finding.what} at "${finding.at}": ${finding.message}`;
      const seen = this.violations.get(text) ?? this.violations.set(text, { count: 0, during }).get(text);
      seen.count += 1;
    }
  }
}
