@echo off
rem Starts Akin on a Java 25 that it finds by itself.
rem
rem   AKIN_JAVA          the folder of a Java 25 to use instead of the ones found
rem   AKIN_JAVA_OPTIONS  more options for the JVM, such as -Xmx2g
setlocal EnableExtensions DisableDelayedExpansion
if defined AKIN_CODE_FILE goto java

set "AKIN_FOLDER=%~dp0.."
set "AKIN_FOUND="
rem The window is asked for where there is no verb, or the verb is open.
set "AKIN_WINDOW="
if "%~1"=="" set "AKIN_WINDOW=1"
if /i "%~1"=="open" set "AKIN_WINDOW=1"
if /i "%~1"=="--library" if "%~3"=="" set "AKIN_WINDOW=1"
if /i "%~1"=="--library" if /i "%~3"=="open" set "AKIN_WINDOW=1"
if defined AKIN_JAVA (
  call :fits "%AKIN_JAVA%"
) else (
  call :find
)
if defined AKIN_FOUND goto start
if defined AKIN_JAVA (
  echo AKIN_JAVA is no folder of a Java 25: point it at one, or clear it. 1>&2
) else (
  echo Akin needs Java 25 and found none: install it, for example from https://adoptium.net, or point AKIN_JAVA at it. 1>&2
)
exit /b 1

:start
rem The layout of an installed program (jpackage), or of the build folder.
set "AKIN_JARS=%AKIN_FOLDER%\lib"
if exist "%AKIN_FOLDER%\app\akin.jar" set "AKIN_JARS=%AKIN_FOLDER%\app"
set "AKIN_SETTINGS=-XX:+UseG1GC -XX:GCTimeRatio=1 -XX:MaxNewSize=48m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -Xms128m -Xmx2g"
set "AKIN_MODULES=jdk.incubator.vector"
set "AKIN_ACCESS=ALL-UNNAMED"
if not defined AKIN_WINDOW goto natives
rem The runtime of an installed program contains JavaFX.
set "AKIN_SETTINGS="-XX:VMOptionsFile=%AKIN_JARS%\window.options""
if exist "%AKIN_JARS%\mods" set "AKIN_SETTINGS=%AKIN_SETTINGS% --module-path "%AKIN_JARS%\mods""
set "AKIN_MODULES=jdk.incubator.vector,javafx.controls"
set "AKIN_ACCESS=javafx.graphics,ALL-UNNAMED"
:natives
rem An installed Akin has its native libraries as files, so nothing is unpacked.
if exist "%AKIN_FOLDER%\lib\natives" set "AKIN_SETTINGS=%AKIN_SETTINGS% "-Dakin.natives=%AKIN_FOLDER%\lib\natives""
rem The JVM says on standard error that it uses the Vector API, and has no switch for that: findstr
rem drops this one line. A pipe loses the exit code, so this script calls itself for the JVM and
rem leaves the code in a file.
set "AKIN_CODE_FILE=%TEMP%\akin-%RANDOM%%RANDOM%.code"
set "AKIN_PAGE="
for /f "tokens=2 delims=:." %%P in ('chcp') do set "AKIN_PAGE=%%P"
chcp 65001 >nul
(
  "%~f0" %* 2>&1 1>&3 | findstr /v /x /c:"WARNING: Using incubator modules: jdk.incubator.vector" 1>&2
) 3>&1
rem The command processor of Wine has no handle 3 and runs nothing: without the filter.
if not exist "%AKIN_CODE_FILE%" call :java %*
if defined AKIN_PAGE chcp %AKIN_PAGE% >nul
set "AKIN_CODE=1"
if exist "%AKIN_CODE_FILE%" (
  set /p AKIN_CODE=<"%AKIN_CODE_FILE%"
  del "%AKIN_CODE_FILE%"
)
exit /b %AKIN_CODE%

:java
>"%AKIN_CODE_FILE%" echo 1
"%AKIN_FOUND%\bin\java.exe" --add-modules %AKIN_MODULES% --enable-native-access=%AKIN_ACCESS% %AKIN_SETTINGS% -XX:-UsePerfData -Djava.awt.headless=true -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dakin.terminal=false %AKIN_JAVA_OPTIONS% -cp "%AKIN_JARS%\akin.jar" app.akin.cli.Main %*
>"%AKIN_CODE_FILE%" echo %ERRORLEVEL%
exit /b 0

:find
call :fits "%AKIN_FOLDER%\runtime"
if defined JAVA_HOME call :fits "%JAVA_HOME%"
for /f "delims=" %%J in ('where java 2^>nul') do call :fits "%%~dpJ.."
for %%R in (
  "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft"
  "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%USERPROFILE%\.jdks"
  "%USERPROFILE%\scoop\apps"
) do if exist "%%~R\" for /d %%J in ("%%~R\*") do (
  call :fits "%%~J"
  call :fits "%%~J\current"
)
exit /b 0

:fits
if defined AKIN_FOUND exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "AKIN_VERSION="
for /f "usebackq tokens=1,* delims==" %%A in ("%~1\release") do if "%%A"=="JAVA_VERSION" set "AKIN_VERSION=%%~B"
if not defined AKIN_VERSION exit /b 0
for /f "delims=.-+" %%V in ("%AKIN_VERSION%") do if not "%%V"=="25" exit /b 0
findstr /c:"jdk.incubator.vector" "%~1\release" >nul 2>nul || exit /b 0
set "AKIN_FOUND=%~1"
exit /b 0
