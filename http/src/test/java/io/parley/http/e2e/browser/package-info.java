/// Debian's Chromium, and a customer who visits a page with it.
package io.parley.http.e2e.browser;
