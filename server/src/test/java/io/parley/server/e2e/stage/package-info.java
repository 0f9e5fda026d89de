/// The pages in a real browser with a stage: a server for one test that sends the frames that the
/// test chooses. These tests mostly wait, so two of them run at a time (`server/pom.xml`).
package io.parley.server.e2e.stage;
