import { dataTag, nodeTypes } from "./look.ts";

/** The PyProxies that were made for the arguments of one call: they end with it. */
export interface Loan {
  readonly proxies: object[];
}

/** Ends a loan. What the call came to may be one of its proxies, which then goes on living. */
type EndLoan = (loan: Loan, result: unknown) => void;

/**
 * Ends a loan when what the function returned is done: a promise when it settles, a generator when
 * it has finished or was closed.
 *
 * @returns What Python gets in the place of the promise or generator; undefined for anything else,
 * with which the loan ends at once.
 */
export function outlives(result: unknown, loan: Loan, end: EndLoan): object | undefined {
  if (typeof result !== "object" || result === null) return undefined;
  // A thenable of another kind may do its work when its `then` is called: it is not touched.
  if (isPromise(result)) return lentPromise(result, loan, end);
  switch (generatorTag(result)) {
    case "Generator":
      return new LentGenerator(result as Generator, loan, end);
    case "AsyncGenerator":
      return new LentAsyncGenerator(result as AsyncGenerator, loan, end);
    default:
      return undefined;
  }
}

function isPromise(value: object): value is Promise<unknown> {
  if (nodeTypes !== undefined) return nodeTypes.isPromise(value);
  try {
    return dataTag(value) === "Promise";
  } catch {
    return false; // a Proxy whose traps throw
  }
}

function generatorTag(value: object): unknown {
  if (nodeTypes?.isProxy(value)) return undefined;
  try {
    return dataTag(value);
  } catch {
    return undefined;
  }
}

/** The same promise as far as one can see: to listen to the first would hide that nobody does. */
function lentPromise(promise: Promise<unknown>, loan: Loan, end: EndLoan): Promise<unknown> {
  return Promise.prototype.then.call(
    promise,
    (value) => {
      end(loan, value);
      return value;
    },
    (reason) => {
      end(loan, reason);
      throw reason;
    },
  );
}

type Step = IteratorResult<unknown>;

const generatorPrototype = Object.getPrototypeOf(function* () {}).prototype as object;
const asyncGeneratorPrototype = Object.getPrototypeOf(async function* () {}).prototype as object;

/** A generator that ends a loan. One in JavaScript's words could not tell that it was closed early. */
class LentGenerator {
  readonly #generator: Generator;
  readonly #loan: Loan;
  readonly #end: EndLoan;

  constructor(generator: Generator, loan: Loan, end: EndLoan) {
    this.#generator = generator;
    this.#loan = loan;
    this.#end = end;
  }

  next(...values: [] | [unknown]): Step {
    return this.#step(() => this.#generator.next(...values));
  }

  return(value: unknown): Step {
    return this.#step(() => this.#generator.return(value));
  }

  throw(error: unknown): Step {
    return this.#step(() => this.#generator.throw(error));
  }

  #step(advance: () => Step): Step {
    let step: Step | undefined;
    try {
      step = advance();
      return step;
    } finally {
      if (step === undefined || step.done) this.#end(this.#loan, step?.value);
    }
  }
}

/** The same for an asynchronous generator. */
class LentAsyncGenerator {
  readonly #generator: AsyncGenerator;
  readonly #loan: Loan;
  readonly #end: EndLoan;

  constructor(generator: AsyncGenerator, loan: Loan, end: EndLoan) {
    this.#generator = generator;
    this.#loan = loan;
    this.#end = end;
  }

  next(...values: [] | [unknown]): Promise<Step> {
    return this.#step(this.#generator.next(...values));
  }

  return(value: unknown): Promise<Step> {
    return this.#step(this.#generator.return(value));
  }

  throw(error: unknown): Promise<Step> {
    return this.#step(this.#generator.throw(error));
  }

  async #step(advanced: Promise<Step>): Promise<Step> {
    let step: Step | undefined;
    try {
      step = await advanced;
      return step;
    } finally {
      if (step === undefined || step.done) this.#end(this.#loan, step?.value);
    }
  }
}

// So they look like generators: `[Symbol.iterator]` and the tag are inherited.
Object.setPrototypeOf(LentGenerator.prototype, generatorPrototype);
Object.setPrototypeOf(LentAsyncGenerator.prototype, asyncGeneratorPrototype);
