/// Debian's Chromium, and a customer who visits a page with it.
package io.parley.server.e2e.browser;
