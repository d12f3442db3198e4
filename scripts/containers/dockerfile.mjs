/**
 * Reads a Dockerfile as far as ours go, for the checks and for the test that does what it says without an engine.
 *
 * @typedef {{ instruction: string, value: string }} Instruction
 * @typedef {{ image: string, name: string | undefined, instructions: Instruction[] }} Stage
 */

/**
 * The stages of a Dockerfile, in order.
 * @param {string} text
 * @returns {Stage[]}
 * @throws {Error} for a line that is no instruction, or one before the first FROM
 */
export function readStages(text) {
  /** @type {Stage[]} */
  const stages = [];
  for (const line of logicalLines(text)) {
    const [, instruction = '', value = ''] = /^([A-Z]+)\s+(.*)$/s.exec(line) ?? [];
    if (instruction === '') throw new Error(`No instruction: ${line}`);
    if (instruction === 'FROM') {
      const words = value.split(/\s+/).filter((word) => !word.startsWith('--'));
      stages.push({ image: words[0] ?? '', name: words[2], instructions: [] });
    } else {
      const stage = stages.at(-1);
      if (stage === undefined) throw new Error(`Before the first FROM: ${line}`);
      stage.instructions.push({ instruction, value });
    }
  }
  return stages;
}

/** Without comments, and with continued lines in one. @param {string} text */
function logicalLines(text) {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * The value of a stage's last instruction of a kind: the one that counts.
 * @param {Stage} stage
 * @param {string} instruction
 */
export function valueOf(stage, instruction) {
  return stage.instructions.filter((each) => each.instruction === instruction).at(-1)?.value;
}

/**
 * The pairs of ENV or LABEL, all of them together.
 * @param {Stage} stage
 * @param {'ENV' | 'LABEL'} instruction
 * @returns {Record<string, string>}
 */
export function pairsOf(stage, instruction) {
  /** @type {Record<string, string>} */
  const pairs = {};
  for (const { value } of stage.instructions.filter((each) => each.instruction === instruction)) {
    for (const [, name = '', quoted, plain] of value.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S*))/g)) {
      pairs[name] = quoted ?? plain ?? '';
    }
  }
  return pairs;
}

/**
 * A command in exec form.
 * @param {string | undefined} value what follows ENTRYPOINT, or CMD inside HEALTHCHECK
 * @returns {string[] | undefined} undefined when it is none
 */
export function execForm(value) {
  const list = value?.slice(value.indexOf('['));
  if (list?.startsWith('[') !== true) return undefined;
  try {
    const words = JSON.parse(list);
    return Array.isArray(words) ? words.map(String) : undefined;
  } catch {
    return undefined;
  }
}
