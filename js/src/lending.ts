import { type Callee, callFromPython, constructFromPython, type Maker } from "./from-python.ts";
import { type Loan, outlives } from "./loan.ts";
import type { PyProxies } from "./py-proxies.ts";
import type { Tag } from "./tag.ts";
import type { ToJavaScript } from "./to-javascript.ts";
import type { ToPython } from "./to-python.ts";

/** Calls in whose arguments PyProxies are lent, as PEP 818 has it: they end with the call. */
export class Lending {
  readonly #proxies: PyProxies;
  readonly #toPython: ToPython;
  readonly #toJavaScript: ToJavaScript;

  constructor(proxies: PyProxies, toPython: ToPython, toJavaScript: ToJavaScript) {
    this.#proxies = proxies;
    this.#toPython = toPython;
    this.#toJavaScript = toJavaScript;
  }

  /** Calls with the values of so many records; a promise or generator prolongs the loan. */
  call(callee: Callee, self: unknown, count: number, address: number): Tag {
    if (count === 0) return this.#returned(callFromPython(callee, self, []));
    const loan: Loan = { proxies: [] };
    const args = this.#borrow(loan, count, address);
    return this.#settle(loan, () => callFromPython(callee, self, args));
  }

  /** Calls with the first value as `this`. */
  callMethod(callee: Callee, count: number, address: number): Tag {
    const loan: Loan = { proxies: [] };
    const [self, ...args] = this.#borrow(loan, count, address);
    return this.#settle(loan, () => callFromPython(callee, self, args));
  }

  /** Constructs with the values of so many records; whatever it makes, the loan ends. */
  construct(maker: Maker, count: number, address: number): Tag {
    const loan: Loan = { proxies: [] };
    const args = this.#borrow(loan, count, address);
    const made = this.#use(loan, () => constructFromPython(maker, args));
    return this.#returned(made, loan);
  }

  #borrow(loan: Loan, count: number, address: number): unknown[] {
    try {
      return this.#proxies.lend(loan, () => this.#toJavaScript.values(count, address));
    } catch (error) {
      this.#proxies.endLoan(loan, error);
      throw error;
    }
  }

  #settle(loan: Loan, call: () => unknown): Tag {
    // What lends nothing needs nothing taken back.
    if (loan.proxies.length === 0) return this.#returned(call());
    const result = this.#use(loan, call);
    // A promise's class may have code of its own.
    const later = this.#use(loan, () =>
      outlives(result, loan, (loan, result) => this.#proxies.endLoan(loan, result)),
    );
    if (later === undefined) return this.#returned(result, loan);
    this.#proxies.prolong(loan);
    return this.#toPython.result(later);
  }

  #use<T>(loan: Loan, call: () => T): T {
    try {
      return call();
    } catch (error) {
      // What is thrown may be the proxy of an exception that was lent.
      this.#proxies.endLoan(loan, error);
      throw error;
    }
  }

  /** Gives what a call came to, whose loan ends if it had any. */
  #returned(result: unknown, loan?: Loan): Tag {
    const handle = this.#proxies.surrender(result);
    // This may run Python code, which uses the area: the result is written after it.
    if (loan !== undefined) this.#proxies.endLoan(loan, undefined);
    return handle === undefined
      ? this.#toPython.result(result)
      : this.#toPython.surrendered(handle);
  }
}
