cask "postigo" do
  version "${version}"
  sha256 "${sha256}"

  url "${place}/#{version}/postigo-#{version}.dmg"
  name "Postigo"
  desc "${short_en}"
  homepage "${place}"

  livecheck do
    url "${place}"
    regex(/postigo-(\d+(?:\.\d+)+)\.dmg/i)
  end

  depends_on macos: :sonoma

  app "Postigo.app"

  zap trash: "~/Library/Application Support/Postigo"
end
