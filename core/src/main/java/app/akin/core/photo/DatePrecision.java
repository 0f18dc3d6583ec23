package app.akin.core.photo;

/// How much of a date is known, least first.
public enum DatePrecision {
  /// The year.
  YEAR,
  /// Year and month.
  MONTH,
  /// The day.
  DAY,
  /// Day and time.
  TIME
}
