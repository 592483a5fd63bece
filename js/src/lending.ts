import type { Handle } from "./handle.ts";
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
  call(count: number, address: number, callee: (args: unknown[]) => unknown): Tag {
    const loan: Loan = { proxies: [] };
    const result = this.#use(loan, count, address, callee);
    const later =
      loan.proxies.length === 0
        ? undefined
        : outlives(result, loan, (loan, result) => this.#proxies.endLoan(loan, result));
    if (later === undefined) return this.#returned(result, loan);
    this.#proxies.prolong(loan);
    return this.#toPython.result(later);
  }

  /** Constructs with the values of so many records; whatever it makes, the loan ends. */
  construct(count: number, address: number, maker: (args: unknown[]) => unknown): Tag {
    const loan: Loan = { proxies: [] };
    return this.#returned(this.#use(loan, count, address, maker), loan);
  }

  #use(loan: Loan, count: number, address: number, callee: (args: unknown[]) => unknown): unknown {
    try {
      const args = this.#proxies.lend(loan, () => this.#toJavaScript.values(count, address));
      return callee(args);
    } catch (error) {
      // What is thrown may be the proxy of an exception that was lent.
      this.#proxies.endLoan(loan, error);
      throw error;
    }
  }

  #returned(result: unknown, loan: Loan): Tag {
    const handle: Handle | undefined = this.#proxies.surrender(result);
    // This may run Python code, which uses the area: the result is written after it.
    this.#proxies.endLoan(loan, undefined);
    return handle === undefined
      ? this.#toPython.result(result)
      : this.#toPython.surrendered(handle);
  }
}
