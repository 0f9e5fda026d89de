/// What a wrong setting is answered with: the same sentence wherever it stands.
package io.parley.core.setting;
