package io.parley.voice.dial;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import io.parley.core.dial.NumberKind;
import io.parley.core.dial.PhoneNumber;

/// Kinds of numbers by the plans of all countries, as Google's libphonenumber knows them. Of a
/// number that may be of two kinds the worse one counts.
public final class NumberKinds {
  private static final String NO_REGION = "ZZ";

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final ShortNumberInfo shorts = ShortNumberInfo.getInstance();

  public NumberKind of(PhoneNumber number) {
    try {
      var parsed = numbers.parse(number.text(), NO_REGION);
      var local = numbers.getNationalSignificantNumber(parsed);
      for (var region : numbers.getRegionCodesForCountryCode(parsed.getCountryCode()))
        if (shorts.isEmergencyNumber(local, region)) return NumberKind.EMERGENCY;
      if (!numbers.isValidNumber(parsed)) return NumberKind.IMPOSSIBLE;
      return switch (numbers.getNumberType(parsed)) {
        case FIXED_LINE, MOBILE, FIXED_LINE_OR_MOBILE, TOLL_FREE, VOIP -> NumberKind.ORDINARY;
        case PREMIUM_RATE, SHARED_COST, PERSONAL_NUMBER, PAGER, UAN, VOICEMAIL ->
            NumberKind.PREMIUM;
        case UNKNOWN -> NumberKind.IMPOSSIBLE;
      };
    } catch (NumberParseException notANumber) {
      return NumberKind.IMPOSSIBLE;
    }
  }
}
