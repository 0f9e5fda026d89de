/// The seeds of simulations, in this module and in those that build on it (as its test-jar).
package io.parley.core.seed;
