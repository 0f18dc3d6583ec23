package app.akin.core.query;

/// Numbers in Chinese characters.
final class ChineseNumbers {
  private static final String DIGITS = "零一二三四五六七八九";

  private ChineseNumbers() {}

  /// Returns the number of digits in ASCII or in Chinese, up to 99 if it has a ten.
  static int read(String number) {
    if (Digits.isNumber(number, 9)) {
      return Integer.parseInt(number);
    }
    int ten = number.indexOf('十');
    if (ten >= 0) {
      int tens = ten == 0 ? 1 : digit(number.charAt(0));
      int ones = ten + 1 < number.length() ? digit(number.charAt(ten + 1)) : 0;
      return tens * 10 + ones;
    }
    int value = 0;
    for (int i = 0; i < number.length(); i++) {
      value = value * 10 + digit(number.charAt(i));
    }
    return value;
  }

  private static int digit(char character) {
    return switch (character) {
      case '〇' -> 0;
      case '两' -> 2;
      default -> Math.max(0, DIGITS.indexOf(character));
    };
  }
}
