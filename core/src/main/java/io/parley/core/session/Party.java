package io.parley.core.session;

/// Who did something in a session. `AGENT` is a human of the company, `BOT` the language model's
/// voice, `SYSTEM` Parley itself (a deadline, a drain).
public enum Party {
  CUSTOMER,
  AGENT,
  OPERATOR,
  BOT,
  SYSTEM
}
