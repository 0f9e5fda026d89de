/// The pages in a real browser, in front of a stage: a server for one test that says on the wire
/// what the test says. These wait more than they work, so two of them run at a time
/// (`http/pom.xml`).
package io.parley.http.e2e.stage;
