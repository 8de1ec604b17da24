/** Reads the data that `graphmodel_viz/html_page.py` puts into a page. */

/**
 * What an element holds.
 * @param {string} id of the element: zlib's deflate of JSON, in base64
 * @returns {Promise<any>}
 */
export async function embedded(id) {
  const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (sign) => sign.charCodeAt(0));
  const json = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(json).json();
}

/**
 * Draw the page once its data are read, and say so where they cannot be.
 * @param {string[]} ids of the elements that hold the data
 * @param {(...data: any[]) => void} draw
 */
export async function start(ids, draw) {
  let data;
  try {
    data = await Promise.all(ids.map(embedded));
  } catch (error) {
    document.querySelector("#app .wait").textContent = globalThis.DecompressionStream
      ? "The data of this page are damaged: the file may have been cut short. Ask for the page again."
      : "This browser is too old for the page. Open it in Edge or Chrome 109, Firefox 115 or Safari 16.4, or later.";
    throw error;
  }
  draw(...data);
  document.documentElement.dataset.ready = "yes";
}
