/// Files for tests of readers, made by the libraries: good ones, and broken ones.
package io.parley.knowledge.parse.sample;
