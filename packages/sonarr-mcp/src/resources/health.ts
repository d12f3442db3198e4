import { defineResource } from '../tools/define.js';
import { healthCheck } from '../tools/library/health_check.js';

/** `sonarr://health`: what Sonarr itself complains about, to attach to a conversation. */
export const healthResource = defineResource({
  name: 'health',
  title: 'Health',
  description: 'The problems that Sonarr reports of itself, as sonarr_health_check answers them.',
  uri: 'sonarr://health',
  read: (_variables, context) => healthCheck.bind({}).run(context),
});
