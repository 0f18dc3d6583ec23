package app.akin.core.share;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.Problem;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests what errors of the server mean for the user.
final class ShareErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "08006, ShareUnreachable",
    "57P01, ShareUnreachable",
    "57P05, ShareUnreachable",
    "25P03, ShareUnreachable",
    "25P04, ShareUnreachable",
    "28P01, SharePasswordWrong",
    "3D000, ShareAbsent",
    "42501, ShareForbidden",
    "53100, ShareFull",
    "25006, ShareReadOnly",
    "XX000, ShareFailed"
  })
  void errorsAreNamedByTheirState(String state, String problem) {
    ShareErrors errors = new ShareErrors(ShareAddress.parse("postgresql://anna@nas/photos"));
    Problem found = errors.translate(new SQLException("an error", state)).problem();
    assertThat(found.getClass().getSimpleName()).isEqualTo(problem);
  }
}
