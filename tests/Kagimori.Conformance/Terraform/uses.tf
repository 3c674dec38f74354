# Keys as other resources of a configuration use them: a secret encrypted in one Region is read in the other.
resource "aws_kms_ciphertext" "secret" {
  key_id    = aws_kms_key.primary.key_id
  plaintext = "the secret of the application"
  context   = { purpose = "one" }
}

data "aws_kms_ciphertext" "abroad" {
  provider  = aws.abroad
  key_id    = aws_kms_replica_key.replica.arn
  plaintext = "the secret abroad"
}

data "aws_kms_secrets" "abroad" {
  provider = aws.abroad
  secret {
    name    = "application"
    payload = aws_kms_ciphertext.secret.ciphertext_blob
    context = { purpose = "one" }
  }
  secret {
    name    = "abroad"
    payload = data.aws_kms_ciphertext.abroad.ciphertext_blob
  }
  depends_on = [aws_kms_replica_key.replica]
}

data "aws_kms_key" "by_alias" {
  key_id = aws_kms_alias.application.name
}

# An AWS managed key comes to be when it is first asked for, and stays.
data "aws_kms_key" "managed" {
  key_id = "alias/aws/s3"
}

data "aws_kms_alias" "abroad" {
  provider = aws.abroad
  name     = aws_kms_alias.abroad.name
}

data "aws_kms_public_key" "signing" {
  key_id = aws_kms_key.signing.arn
}

output "secrets" {
  value     = data.aws_kms_secrets.abroad.plaintext
  sensitive = true
}

output "key_of_alias" {
  value = data.aws_kms_key.by_alias.arn
}

output "key_of_alias_abroad" {
  value = data.aws_kms_alias.abroad.target_key_arn
}

output "key_manager" {
  value = data.aws_kms_key.managed.key_manager
}

output "replica" {
  value = aws_kms_replica_key.replica.arn
}

output "public_key" {
  value = data.aws_kms_public_key.signing.public_key_pem
}

output "caller" {
  value = data.aws_caller_identity.current.arn
}

output "members" {
  value = [for user in data.aws_iam_group.applications.users : user.arn]
}

output "access_keys" {
  value = [for key in data.aws_iam_access_keys.application.access_keys : key.status]
}
