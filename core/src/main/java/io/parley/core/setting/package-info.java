/// Checks of settings, with the same form of message for every wrong setting.
package io.parley.core.setting;
