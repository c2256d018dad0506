@echo off
rem For a double click, on Windows: sets Postigo up the first time, then opens its window.
rem Para un doble clic, en Windows: prepara Postigo la primera vez y luego abre su ventana.
setlocal
if not exist "%~dp0installer\run.py" echo Unpack the whole folder first, then open it there. Descomprime antes la carpeta entera y abre esto en ella.
if not exist "%~dp0installer\run.py" pause
if not exist "%~dp0installer\run.py" exit /b 69
set "POSTIGO_PYTHON=py -3"
%POSTIGO_PYTHON% -c "" >nul 2>nul
if errorlevel 1 set "POSTIGO_PYTHON=python"
%POSTIGO_PYTHON% "%~dp0installer\run.py" %*
set "POSTIGO_STATUS=%errorlevel%"
if %POSTIGO_STATUS%==0 exit /b 0
if %POSTIGO_STATUS%==9009 echo Postigo needs Python 3.11 or newer, from python.org. Postigo necesita Python 3.11 o posterior, de python.org.
if "%~1"=="" pause
exit /b %POSTIGO_STATUS%
