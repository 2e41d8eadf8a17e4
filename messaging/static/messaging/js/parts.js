/** The parts of a conversation's page: each draws itself into its own place, and fails alone. */

/**
 * Places on the page and the modules that fill them. A module exports `mount(place, context)`, and, if it adds to
 * messages, `actions(act, opened, context)` that answers a list of {label, icon, run}.
 */
const MODULES = {
  "part-members": () => import("./members.js"),
  "part-consents": () => import("./consents.js"),
  "part-tasks": () => import("./tasks.js"),
  "part-polls": () => import("./polls.js"),
  "part-ending": () => import("./ending.js"),
  "part-templates": () => import("./templates.js"),
  "part-translation": () => import("./translation.js"),
  "part-forward": () => import("./forward.js"),
};

const loaded = new Map();

const load = (id) => {
  if (!loaded.has(id)) loaded.set(id, MODULES[id]());
  return loaded.get(id);
};

/** @param {import("./context.js").Context} context */
export async function mountAll(context) {
  for (const id of Object.keys(MODULES)) {
    const place = document.getElementById(id);
    if (!place) continue;
    await load(id).then(({ mount }) => mount(place, context)).catch((error) => context.fail(error));
  }
}

/** @returns {Promise<{label: string, icon: string, run: function(): void}[]>} what the parts offer for one message */
export async function actionsFor(act, opened, context) {
  const found = await Promise.all(Object.keys(MODULES).map((id) => load(id).catch(() => ({}))));
  return found.flatMap(({ actions }) => actions?.(act, opened, context) ?? []);
}
