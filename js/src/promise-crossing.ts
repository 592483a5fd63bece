import { AsyncLoop } from "./async-loop.ts";
import type { CrossingParts } from "./crossing.ts";
import { Handle } from "./handle.ts";
import { Advance, PromiseWaits } from "./promise-waits.ts";
import { asyncDisposeOf } from "./properties.ts";
import { Settlement, type Settler } from "./settler.ts";
import { Tag } from "./tag.ts";

/** What the imports for promises work with. */
export interface PromiseCrossingParts extends CrossingParts {
  /** Gives an error to Python. */
  readonly thrown: (error: unknown) => Tag;
}

/** Runs what may throw; gives the tag of what was thrown. */
type Guarded = (operation: () => Tag) => Tag;

/**
 * Makes the functions that the wasm imports for promises, both ways, and for asynchronous iteration.
 *
 * Handlers are addresses of Python objects, or 0; `slot` and `version` after others are the handle of
 * the future that is to be settled.
 */
export function promiseCrossing(parts: PromiseCrossingParts, guarded: Guarded) {
  const { thrown, memory, references, records, toPython, toJavaScript, python, proxies } = parts;
  const waits = new PromiseWaits(python, toPython);

  return {
    watch(promise: number, slot: number, version: number): Tag {
      try {
        waits.watch(references.get(promise), new Handle(slot, version, 0));
        return Tag.Undefined;
      } catch (error) {
        return thrown(error);
      }
    },
    chain(slot: number, fulfilled: number, rejected: number, last: number): Tag {
      return guarded(() => {
        const handlers = {
          fulfilled: proxies.holdIfAny(fulfilled),
          rejected: proxies.holdIfAny(rejected),
          last: proxies.holdIfAny(last),
        };
        return toPython.result(waits.chain(references.get(slot), handlers));
      });
    },
    async_iterate(slot: number): Tag {
      return guarded(() => {
        memory.u32[records >>> 2] = references.hold(new AsyncLoop(references.get(slot), waits));
        return Tag.Undefined;
      });
    },
    async_step(
      iterator: number,
      how: Advance,
      address: number,
      slot: number,
      version: number,
    ): Tag {
      return guarded(() => {
        const given = how === Advance.Send ? [toJavaScript.value(address)] : [];
        if (how === Advance.Throw) given.push(python.answers.takeError());
        const future = new Handle(slot, version, 0);
        const target = references.get(iterator);
        if (target instanceof AsyncLoop) target.next(future);
        else waits.step(Object(target), how, given, future);
        return Tag.Undefined;
      });
    },
    leave_async_loop(slot: number): void {
      (references.get(slot) as AsyncLoop).leave();
    },
    async_dispose(target: number, slot: number, version: number): Tag {
      return guarded(() => {
        waits.watch(asyncDisposeOf(Object(references.get(target))), new Handle(slot, version, 0));
        return Tag.Undefined;
      });
    },
    settle(slot: number, how: Settlement, address: number): Tag {
      return guarded(() => {
        const settler = references.get(slot) as Settler;
        switch (how) {
          case Settlement.Fulfilled:
            settler.fulfil(toJavaScript.value(address));
            break;
          case Settlement.Finished:
            settler.finish();
            break;
          case Settlement.Rejected:
            settler.reject(python.answers.takeError());
            break;
        }
        return Tag.Undefined;
      });
    },
  };
}
