/// Texts from outside, fit for where they are kept.
package io.parley.persistence.text;
