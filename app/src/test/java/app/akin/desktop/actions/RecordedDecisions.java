package app.akin.desktop.actions;

import app.akin.core.photo.ContentId;
import app.akin.desktop.TestTasks;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Decisions about stacks as text, such as `join 1 2`, in their order.
public final class RecordedDecisions implements StackActions.Decisions {
  private final List<String> made = new ArrayList<>();

  /// Returns actions that record what they do here.
  public StackActions actions(Language language) {
    return new StackActions(this, TestTasks.immediate(), new Notices(language), language, () -> {});
  }

  /// Returns the decisions.
  public List<String> made() {
    return List.copyOf(made);
  }

  private void record(String kind, List<ContentId> photos) {
    made.add(
        kind
            + " "
            + photos.stream()
                .map(photo -> Long.toString(photo.value()))
                .collect(Collectors.joining(" ")));
  }

  @Override
  public void join(List<ContentId> photos) {
    record("join", photos);
  }

  @Override
  public void split(List<ContentId> photos) {
    record("split", photos);
  }

  @Override
  public void neverStack(List<ContentId> photos) {
    record("never", photos);
  }

  @Override
  public void makeCover(ContentId photo) {
    record("cover", List.of(photo));
  }

  @Override
  public void undo() {
    made.add("undo");
  }
}
