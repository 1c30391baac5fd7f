// The addresses of the server: what is read, what is sent, what is listened to.

/** The server took the request and refused it; `message` is for the person. */
export class Refused extends Error {}

async function asked(path, options) {
  const response = await fetch(path, { cache: "no-store", ...options });
  if (response.ok) return response.json();
  if (response.status >= 500) throw new Error(`${path}: ${response.status}`);
  const answer = await response.json().catch(() => ({}));
  throw new Refused(answer.message ?? "Máy chủ không nhận.");
}

function posted(path, body) {
  return asked(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

export const people = async () => (await asked("/api/people")).people;
export const history = (person) => asked(`/api/history?person=${encodeURIComponent(person)}`);
export const say = (message) => posted("/api/messages", message);
export const clock = () => asked("/api/clock");
export const advance = (seconds) => posted("/api/clock", { advance_seconds: seconds });

/** Listens to a chat from the reply `after` on, for as long as the page is looked at; returns how to stop.
 *  A page in the background lets go, because a browser allows six such connections in all; it catches up later. */
export function listen(person, after, heard) {
  let source = null;
  let last = after;
  let again = null;

  function open() {
    close();
    if (document.hidden) return;
    source = new EventSource(`/api/events?person=${encodeURIComponent(person)}&after=${last}`);
    source.addEventListener("open", () => heard.connected(true));
    source.addEventListener("error", () => {
      heard.connected(false);
      // The browser tries again by itself, unless the answer was no stream at all.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, 2000);
    });
    source.addEventListener("reply", (event) => {
      last = Math.max(last, Number(event.lastEventId));
      heard.reply(JSON.parse(event.data));
    });
    for (const name of ["ready", "typing", "clock"]) {
      source.addEventListener(name, (event) => heard[name](JSON.parse(event.data)));
    }
  }

  function close() {
    clearTimeout(again);
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", open);
  open();
  return () => {
    document.removeEventListener("visibilitychange", open);
    close();
  };
}
