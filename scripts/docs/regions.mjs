/** Fills the parts of a page that are written by a program and leaves the rest alone. */

const region = /(<!-- generated: ([^>]*?) -->\n)[\s\S]*?(<!-- end -->)/g;

/**
 * A page with each `<!-- generated: name -->` … `<!-- end -->` holding what its name stands for.
 * @param {string} page
 * @param {(name: string) => string} write called with the words behind `generated:`
 * @throws {Error} for a region without an end, and whatever `write` throws
 */
export function fillRegions(page, write) {
  const begun = page.match(/<!-- generated: /g)?.length ?? 0;
  let filled = 0;
  const text = page.replaceAll(
    region,
    (_whole, /** @type {string} */ start, /** @type {string} */ name, /** @type {string} */ end) => {
      filled += 1;
      return `${start}\n${write(name)}\n\n${end}`;
    },
  );
  if (filled !== begun) throw new Error('A generated region has no <!-- end -->.');
  return text;
}
