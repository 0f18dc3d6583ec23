package app.akin.core.share;

import java.util.List;

/// A filter as an expression on a row `s` of `search_facts`.
///
/// @param test the expression
/// @param arguments its arguments
record SharedFilter(String test, List<Object> arguments) {
  /// Copies the list.
  SharedFilter {
    arguments = List.copyOf(arguments);
  }
}
