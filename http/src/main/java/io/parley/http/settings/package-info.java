/// What settings records of this module ask of addresses.
package io.parley.http.settings;
