/// A customer who visits a page with a browser.
package io.parley.server.e2e.browser;
