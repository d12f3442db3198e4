/**
 * What a server's binary needs before the first call: the app and the shell around it. Kept apart from what definitions are made
 * of, because whatever stands in one entry is loaded together, and a server has to start quickly.
 */
export {
  defineApp,
  type App,
  type ClientDependencies,
  type Definitions,
  type DemoUpstream,
  type Toolset,
} from './app.js';
export { runCli } from './cli.js';
