package app.akin.desktop.grid;

import app.akin.desktop.grid.GridItems.Group;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Groups photos by month.
final class MonthGroups {
  private MonthGroups() {}

  /// Returns the groups of photos from newest to oldest; those without a date are the last group.
  ///
  /// @param size number of photos
  /// @param dated number of photos with a date, which come first
  /// @param date returns the date of a photo by its index
  static List<Group> of(int size, int dated, IntFunction<LocalDateTime> date) {
    List<Group> months = new ArrayList<>();
    int start = 0;
    while (start < dated) {
      YearMonth month = YearMonth.from(date.apply(start));
      months.add(new Group.Month(start, month));
      LocalDateTime begin = month.atDay(1).atStartOfDay();
      int low = start + 1;
      int high = dated;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (date.apply(middle).isBefore(begin)) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      start = low;
    }
    if (dated < size) {
      months.add(new Group.Undated(dated));
    }
    return List.copyOf(months);
  }
}
