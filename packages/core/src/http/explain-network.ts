import { NetworkError, type Changed } from '../errors.js';
import { runsInContainer } from './in-container.js';
import type { Operation } from './operation.js';
import type { Upstream } from './upstream.js';

/** What a kind of failure means in words, and whether a request can have reached anybody. */
interface Reading {
  readonly what: string;
  readonly hint: string;
  /** Nothing was sent: there was no connection. */
  readonly before: boolean;
  /** Trying again soon can help. */
  readonly passing: boolean;
}

const certificateCodes = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
]);

/**
 * Puts a connection failure into words.
 * @param thrown what fetch rejected with; only its code is read, and it becomes the cause of the error
 * @param write whether the request had been handed to the network, for writes
 * @param inContainer whether this program runs in a container, where names and localhost mean something else
 */
export function explainNetwork(
  upstream: Upstream,
  operation: Operation,
  thrown: unknown,
  write: { readonly sent: boolean } | undefined,
  inContainer = runsInContainer(),
): NetworkError {
  const reading = read(upstream, causeOf(thrown), inContainer);
  return new NetworkError(`${upstream.service} cannot be reached at ${upstream.shownUrl}: ${reading.what}.`, {
    target: operation.target,
    hint: write?.sent === true && !reading.before ? `Look whether the change was made. ${reading.hint}` : reading.hint,
    retryable: reading.passing,
    changed: changed(write, reading.before),
    cause: withoutRequest(thrown),
  });
}

/** The operation ran out of time. */
export function explainTimeout(
  upstream: Upstream,
  operation: Operation,
  timeoutMs: number,
  write: { readonly sent: boolean } | undefined,
): NetworkError {
  const outcome = write?.sent === true ? 'Look whether the change was made before trying again. ' : '';
  return new NetworkError(`${upstream.service} did not answer within ${Number((timeoutMs / 1000).toFixed(1))} s.`, {
    target: operation.target,
    hint: `${outcome}${upstream.service} at ${upstream.shownUrl} may be busy or hang; check that it runs.`,
    changed: changed(write, false),
  });
}

/** Whether a read may be tried again at once: the connection failed in a way that passes. */
export function isPassing(thrown: unknown): boolean {
  return passingCodes.has(codeOf(causeOf(thrown)));
}

const passingCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_SOCKET',
]);

function changed(write: { readonly sent: boolean } | undefined, before: boolean): Changed | undefined {
  if (write === undefined) return undefined;
  return before || !write.sent ? 'no' : 'unknown';
}

function read({ service, origin, urlSetting }: Upstream, cause: unknown, inContainer: boolean): Reading {
  const code = codeOf(cause);
  const { hostname } = new URL(origin);
  if (certificateCodes.has(code)) {
    return {
      what: 'its certificate is signed by nobody whom this machine trusts',
      hint: `Set NODE_EXTRA_CA_CERTS to the file with the certificate (PEM) of the authority that signed it, or of ${service} itself if it signed its own.`,
      before: true,
      passing: false,
    };
  }
  switch (code) {
    case 'ENOTFOUND':
      return {
        what: `there is no machine called ${hostname}`,
        hint: `Check the name in ${urlSetting}, or use the machine's IP address.${inContainer ? aboutNames(hostname) : ''}`,
        before: true,
        passing: false,
      };
    case 'EAI_AGAIN':
      return {
        what: `the name ${hostname} cannot be looked up at the moment`,
        hint: `Check the network's DNS, or use the machine's IP address in ${urlSetting}.${inContainer ? aboutNames(hostname) : ''}`,
        before: true,
        passing: true,
      };
    case 'ECONNREFUSED':
      return {
        what: 'nothing listens there',
        hint: inContainer
          ? refusedInContainer(service, hostname, urlSetting)
          : `Check that ${service} runs, and the host and port in ${urlSetting}.`,
        before: true,
        passing: true,
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        what: 'there is no way to that machine',
        hint: `Check the address in ${urlSetting}, and that both machines are in one network.`,
        before: true,
        passing: true,
      };
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return {
        what: 'the machine does not answer',
        hint: `Check the address in ${urlSetting}, that the machine is on, and that no firewall stands between.`,
        before: code === 'UND_ERR_CONNECT_TIMEOUT',
        passing: true,
      };
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return {
        what: 'its certificate is not valid today',
        hint: `Renew the certificate of ${service}, and check the date of both machines.`,
        before: true,
        passing: false,
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        what: `its certificate is for another name than ${hostname}`,
        hint: `Use the name in the certificate in ${urlSetting}.`,
        before: true,
        passing: false,
      };
    default:
      return readRest(code, cause, service, urlSetting);
  }
}

/** Seen from inside a container, the machine around it is another one. */
function refusedInContainer(service: string, hostname: string, urlSetting: string): string {
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    return `This program runs in a container, where ${hostname} is the container itself. In ${urlSetting}, use the name of ${service}'s own container where both share a network, the IP address of the machine that ${service} runs on, or host.docker.internal for the machine around this container.`;
  }
  const host =
    hostname === 'host.docker.internal'
      ? ` If ${service} listens on that machine's localhost alone, no container reaches it: let it listen on all addresses.`
      : ` Between containers it is the port inside ${service}'s container, not the published one.`;
  return `Check that ${service} runs, and the host and port in ${urlSetting}.${host}`;
}

/** Which names a container knows. */
function aboutNames(hostname: string): string {
  if (hostname === 'host.docker.internal') {
    return " On Linux this name needs a line in the container's settings: extra_hosts: host.docker.internal:host-gateway.";
  }
  if (hostname.endsWith('.local')) {
    return ' This program runs in a container, where names that end in .local are mostly not known.';
  }
  return ' This program runs in a container: names of other containers are known only in a network that both share.';
}

function readRest(code: string, cause: unknown, service: string, urlSetting: string): Reading {
  if (cause instanceof Error && cause.message === 'bad port') {
    return {
      what: 'its port is one of those that HTTP clients never use',
      hint: `Serve ${service} on another port, and set it in ${urlSetting}.`,
      before: true,
      passing: false,
    };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return {
      what: 'it does not speak TLS',
      hint: `If ${service} is served without TLS, use http:// in ${urlSetting}.`,
      before: true,
      passing: false,
    };
  }
  if (code.startsWith('HPE_')) {
    return {
      what: 'what answers there does not speak HTTP',
      hint: `Check the port in ${urlSetting}; if it is served with TLS, use https://.`,
      before: false,
      passing: false,
    };
  }
  return {
    what: 'the connection broke off',
    hint: `Check that ${service} runs, and the scheme, host and port in ${urlSetting}.`,
    before: false,
    passing: true,
  };
}

/** fetch hides the reason in a chain of causes, or in a list of one failure for each address of a host. */
function causeOf(thrown: unknown): unknown {
  let cause = thrown;
  for (let depth = 0; depth < 5 && codeOf(cause) === '' && cause instanceof Error; depth += 1) {
    const next: unknown = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
    if (next === undefined) break;
    cause = next;
  }
  return cause;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** What a log may show: the platform's message and code, and nothing that leads to the request or its headers. */
function withoutRequest(thrown: unknown): Error {
  const cause = causeOf(thrown);
  const code = codeOf(cause);
  const message = cause instanceof Error ? cause.message : 'connection failed';
  return new Error(code === '' || message.includes(code) ? message : `${code}: ${message}`);
}
