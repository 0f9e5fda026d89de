/// The pages in a real browser with a stage: a server for one test that sends the frames that the
/// test chooses. Two of them run at a time, before the tests of the program (`server/pom.xml`).
package io.parley.server.e2e.stage;
