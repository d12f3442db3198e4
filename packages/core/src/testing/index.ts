/** The suites that every server runs, and what they are made of. Needs vitest; never part of a bundle. */
export { coldStartSuite } from './cold-start-suite.js';
export { connect, connectHttp, startHttp, type Connection, type HttpProgram } from './connect.js';
export { contractSuite } from './contract-suite.js';
export {
  clientKinds,
  type ClientBehaviour,
  type ClientKind,
  type McpTestClient,
  type PersonsAnswer,
  type ToolAnswer,
} from './mcp-client.js';
export { packageSuite } from './package-suite.js';
export { runProgram, startProgram, type RunningProgram } from './program.js';
export { findContract } from './find-contract.js';
export { failureSuite } from './failure-suite.js';
export { metaSuite } from './meta-suite.js';
export { readOnlySuite } from './read-only-suite.js';
export { recordingUpstream, type RecordingUpstream, type UpstreamAnswer } from './recording-upstream.js';
export { violations } from './strict-schema.js';
export { openApp, type OpenApp, type OpenAppOptions } from './open-app.js';
