/// Checks of addresses, shared by this module's settings records.
package io.parley.http.settings;
