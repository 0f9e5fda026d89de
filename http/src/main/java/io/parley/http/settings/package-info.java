/// What every settings record of this module asks of its values. A wrong one stops the start with a
/// sentence that names the key, the value and what was expected.
package io.parley.http.settings;
