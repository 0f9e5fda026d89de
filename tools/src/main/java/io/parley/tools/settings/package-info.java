/// How this module reads its configuration: every key by its full name, and every wrong value as
/// one sentence that says what was found and what was expected.
package io.parley.tools.settings;
