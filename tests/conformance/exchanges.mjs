// Reads recordings: one exchange a line, as tests/scenario/orders/recording.hpp describes it.
import { readFileSync } from 'node:fs';

export function readExchanges(file) {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line, index) => {
    const { during, request, answer } = JSON.parse(line);
    return { ...withTarget(request), during: `${during}, exchange ${index + 1}`, answer };
  });
}

// Splits the target into path and query; the path keeps its percent-encoding.
export function withTarget(request) {
  const [path, ...rest] = request.target.replace(/^https?:\/\/[^/]+/, '').split('?');
  return { ...request, path, query: rest.join('?') };
}

// [value, problem]: an empty body is undefined.
export function jsonOf(body) {
  if (body === '') return [undefined, ''];
  try {
    return [JSON.parse(body), ''];
  } catch (problem) {
    return [undefined, `the body is not JSON: ${problem.message}`];
  }
}

// The members of an object are named "a", those of each element of a list "*/a", so that equal problems have equal places.
export const placeOf = (pointer) => pointer.replace(/^\//, '').replace(/(^|\/)\d+(?=\/|$)/g, '$1*');

// Places where a recording shows what opens a system: none, or the masking has a hole.
export function secretsShown(exchanges) {
  const hidden = '(secret)';
  return exchanges.flatMap(({ during, headers, body, answer }) => {
    const shown = [headers, answer?.headers ?? {}].flatMap((all) => ['x-auth-token', 'authorization', 'cookie', 'set-cookie'].filter((name) => (all[name] ?? hidden) !== hidden));
    for (const text of [body, answer?.body ?? ''])
      for (const [, name, value] of text.matchAll(/"(Password|SessionId|client_secret)"\s*:\s*"([^"]*)"/g)) if (value !== hidden) shown.push(name);
    return shown.map((name) => `${during}: ${name} is in clear text`);
  });
}
