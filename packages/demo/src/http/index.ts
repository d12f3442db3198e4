export { htmlPage } from './faults.js';
export { serve } from './serve.js';
export type { Call, Fault, FaultRule, Faults, RecordedRequest, Reply, Route, ServeOptions, StandIn } from './types.js';
