import { defineResource } from '../tools/define.js';
import { getQueue } from '../tools/downloads/get_queue.js';

/** `sonarr://queue`: what is on its way and what is stuck, to attach to a conversation. */
export const queueResource = defineResource({
  name: 'queue',
  title: 'Queue',
  description: 'What Sonarr downloads and imports now, the stuck ones first, as sonarr_get_queue answers it.',
  uri: 'sonarr://queue',
  read: (_variables, context) => getQueue.bind({ limit: 100 }).run(context),
});
