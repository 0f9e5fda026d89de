/// How much is too much: pure counts over time.
package io.parley.core.limit;
