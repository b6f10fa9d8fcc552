// multipart/mixed as RFC 2046 and OData write it: strict, so that nothing passes which a system may not read.

export const boundaryOf = (contentType) => /^multipart\/mixed\s*;.*?boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];

function headersAndRest(text) {
  const end = text.indexOf('\r\n\r\n');
  const head = text.startsWith('\r\n') ? '' : end < 0 ? text : text.slice(0, end);
  const rest = text.startsWith('\r\n') ? text.slice(2) : end < 0 ? '' : text.slice(end + 4);
  const headers = {};
  for (const line of head.split('\r\n').filter(Boolean)) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`"${line.slice(0, 60)}" is no header`);
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, rest };
}

// Parts {headers, body}; throws what is wrong.
export function readMultipart(text, boundary) {
  const marked = `\r\n${text}`;
  const pieces = marked.split(`\r\n--${boundary}`);
  if (pieces.length < 2) throw new Error(`the boundary ${boundary} does not occur`);
  if (!/^--\s*$/.test(pieces.pop())) throw new Error('the closing boundary is missing, or something stands behind it');
  return pieces.slice(1).map((piece) => {
    if (!piece.startsWith('\r\n')) throw new Error('a boundary does not end its line with CRLF');
    const { headers, rest } = headersAndRest(piece.slice(2));
    return { headers, body: rest };
  });
}

// An inner request {method, target, headers, body}.
export function readInnerRequest(text) {
  const end = text.indexOf('\r\n');
  const line = /^([A-Z]+) (\S+)( HTTP\/1\.1)?$/.exec(end < 0 ? text : text.slice(0, end));
  if (!line) throw new Error(`"${text.slice(0, 60)}" is no request line`);
  const { headers, rest } = headersAndRest(end < 0 ? '' : text.slice(end + 2));
  return { method: line[1], target: line[2], headers, body: rest.replace(/(\r\n)+$/, '') };
}

// An inner answer {status, headers, body}.
export function readInnerAnswer(text) {
  const end = text.indexOf('\r\n');
  const line = /^HTTP\/1\.1 (\d{3})( .*)?$/.exec(end < 0 ? text : text.slice(0, end));
  if (!line) throw new Error(`"${text.slice(0, 60)}" is no status line`);
  const { headers, rest } = headersAndRest(end < 0 ? '' : text.slice(end + 2));
  return { status: Number(line[1]), headers, body: rest.replace(/(\r\n)+$/, '') };
}
