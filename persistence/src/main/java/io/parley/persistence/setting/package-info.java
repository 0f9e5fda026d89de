/// What settings records ask of their values, said in the same words everywhere: key, value, and
/// what was expected.
package io.parley.persistence.setting;
