package io.parley.core.audit;

import io.parley.core.person.PersonId;
import io.parley.core.setting.Expect;
import java.util.regex.Pattern;

/// The author of an administrative act.
public sealed interface Actor {
  /// For the audit trail: `person:` or `program:` and the id.
  String text();

  /// A person, signed in.
  record Person(PersonId id) implements Actor {
    @Override
    public String text() {
      return "person:" + id;
    }
  }

  /// The program itself, or its command line: a timer, a sign-up form, the shared operator token.
  /// No permission limits it. Or a program of an organisation, by the id of its API key.
  ///
  /// @param name `[a-z0-9-]{1,32}`
  record Program(String name) implements Actor {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,32}");

    public Program {
      Expect.that("name of a program", FORM.matcher(name).matches(), FORM.pattern());
    }

    @Override
    public String text() {
      return "program:" + name;
    }
  }
}
