// Stands between a client and the sandbox, passes everything on as it is, and writes it down in the form of
// tests/scenario/orders/recording.hpp: whole processes and foreign clients are recorded like this.
import { appendFileSync, readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { gunzipSync, inflateSync } from 'node:zlib';

const secretNames = new Set(['x-auth-token', 'x-auth-client', 'authorization', 'cookie', 'set-cookie', 'sessionid', 'password', 'token', 'secret']);
const masked = '(secret)';

function mask(value) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(mask);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => {
    if (secretNames.has(name.toLowerCase()) && typeof member === 'string') return [name, masked];
    if (name === 'headers' && member && typeof member === 'object') return [name, Object.fromEntries(Object.keys(member).map((each) => [each, masked]))];
    return [name, mask(member)];
  }));
}

// Written anew only where something is hidden: everything else stays as it was sent.
function withoutSecrets(body) {
  if (!/^[{[]/.test(body) || !/"(x-auth|authorization|cookie|sessionid|password|token|secret|headers)/i.test(body)) return body;
  try {
    return JSON.stringify(mask(JSON.parse(body)));
  } catch {
    return body;
  }
}

const headersOf = (headers) => Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, secretNames.has(name) ? masked : Array.isArray(text) ? text.join('\n') : text]));

function bodyOf(chunks, encoding) {
  const raw = Buffer.concat(chunks);
  const plain = encoding === 'gzip' ? gunzipSync(raw) : encoding === 'deflate' ? inflateSync(raw) : raw;
  return withoutSecrets(plain.toString('utf8'));
}

export class RecordingProxy {
  // `tls` {key, cert} where the proxy itself speaks TLS.
  constructor(target, file, tls) {
    this.target = new URL(target);
    this.file = file;
    this.during = 'network';
    const answer = (request, response) => this.pass(request, response);
    this.server = tls ? https.createServer(tls, answer) : http.createServer(answer);
    this.agent = new (this.target.protocol === 'https:' ? https : http).Agent({ rejectUnauthorized: false });
  }

  async listen() {
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    this.port = this.server.address().port;
    return this;
  }

  close() {
    this.server.closeAllConnections?.();
    this.server.close();
    this.agent.destroy();
  }

  async pass(request, response) {
    try {
      const sent = [];
      for await (const chunk of request) sent.push(chunk);
      const { reply, received } = await this.ask(request, sent);
      response.writeHead(reply.statusCode, reply.rawHeaders.reduce((all, one, i) => (i % 2 ? all[all.length - 1].push(one) : all.push([one]), all), []).flat());
      response.end(Buffer.concat(received));
      this.write(request, sent, reply, received);
    } catch (problem) {
      response.destroy(problem);
      this.write(request, [], null, []);
    }
  }

  ask(request, sent) {
    return new Promise((done, failed) => {
      const outward = (this.target.protocol === 'https:' ? https : http).request(
        { host: this.target.hostname, port: this.target.port, method: request.method, path: request.url, headers: request.headers, agent: this.agent },
        async (reply) => {
          const received = [];
          try {
            for await (const chunk of reply) received.push(chunk);
            done({ reply, received });
          } catch (problem) {
            failed(problem);
          }
        });
      outward.on('error', failed);
      outward.end(Buffer.concat(sent));
    });
  }

  write(request, sent, reply, received) {
    const line = {
      during: this.during,
      request: { method: request.method, target: request.url, headers: headersOf(request.headers), body: bodyOf(sent, request.headers['content-encoding']) },
      answer: reply && { status: reply.statusCode, headers: headersOf(reply.headers), body: bodyOf(received, reply.headers['content-encoding']) },
    };
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }
}

export const readTls = (folder) => ({ key: readFileSync(`${folder}/proxy.key`), cert: readFileSync(`${folder}/proxy.pem`) });
