# Discovery script of a custom compliance policy (Intune): numbers, and no name of anything. One line of JSON.
# Not tried on a real Windows, nor with Intune. PostigoLooked is false where nothing could be seen, so nothing passes by silence.
$program = Join-Path $env:ProgramFiles 'Postigo\postigo.exe'
$told = @{ PostigoLooked = $false; PostigoAct = -1; PostigoAdvise = -1; PostigoUnknown = -1 }
try {
    $report = & $program audit --scope machine --format json 2>$null | Out-String | ConvertFrom-Json
    if ($report.schema -eq 'postigo.report/1' -and $null -ne $report.ended -and $report.not_looked.Count -eq 0) {
        $told.PostigoLooked = $true
        $told.PostigoAct = [int64]$report.counts.act
        $told.PostigoAdvise = [int64]$report.counts.advise
        $told.PostigoUnknown = [int64]$report.counts.unknown
    }
} catch {
    $told.PostigoLooked = $false
}
return $told | ConvertTo-Json -Compress
