// Incoming payments and their parts.
// Names, types, defaults and order of properties as the public $metadata of the Service Layer gives them. A line is
// "Name kind flags [default]"; flags: k key, r read-only, s written out in the short form of an answer.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const payments_metadata = R"(
type Payment
DocNum int s
DocType enum:BoRcptTypes s rCustomer
HandWritten enum:BoYesNoEnum s
Printed enum:BoYesNoEnum - tNO
DocDate date s
CardCode text15 s
CardName text100 s
Address text -
CashAccount text s
DocCurrency text s
CashSum number s
CheckAccount text s
TransferAccount text s
TransferSum number s
TransferDate date s
TransferReference text27 s
LocalCurrency enum:BoYesNoEnum s tNO
DocRate number s
Reference1 text s
Reference2 text s
CounterReference text50 s
Remarks text254 s
JournalRemarks text50 s
SplitTransaction enum:BoYesNoEnum - tNO
ContactPersonCode int -
ApplyVAT enum:BoYesNoEnum - tNO
TaxDate date s
Series int s
BankCode text -
BankAccount text -
DiscountPercent number -
ProjectCode text s
CurrencyIsLocal enum:BoYesNoEnum - tNO
DeductionPercent number -
DeductionSum number -
CashSumFC number rs
CashSumSys number r
BoeAccount text -
BillOfExchangeAmount number -
BillofExchangeStatus enum:BoBoeStatus -
BillOfExchangeAmountFC number r
BillOfExchangeAmountSC number r
BillOfExchangeAgent text -
WTCode text -
WTAmount number -
WTAmountFC number r
WTAmountSC number r
WTAccount text r
WTTaxableAmount number r
Proforma enum:BoYesNoEnum - tNO
PayToBankCode text -
PayToBankBranch text -
PayToBankAccountNo text -
PayToCode text -
PayToBankCountry text -
IsPayToBank enum:BoYesNoEnum s tNO
DocEntry int krs
PaymentPriority enum:BoPaymentPriorities - bopp_Priority_6
TaxGroup text -
BankChargeAmount number -
BankChargeAmountInFC number r
BankChargeAmountInSC number -
UnderOverpaymentdifference number r
UnderOverpaymentdiffSC number r
WtBaseSum number -
WtBaseSumFC number r
WtBaseSumSC number r
VatDate date -
TransactionCode text -
PaymentType enum:BoORCTPaymentTypeEnum s bopt_None
TransferRealAmount number -
DocObjectCode enum:BoPaymentsObjectType -
DocTypte enum:BoRcptTypes -
DueDate date s
LocationCode int -
Cancelled enum:BoYesNoEnum rs tNO
ControlAccount text s
UnderOverpaymentdiffFC number r
AuthorizationStatus enum:PaymentsAuthorizationStatusEnum r pasWithout
BPLID int s
BPLName text rs
VATRegNum text r
BlanketAgreement int -
PaymentByWTCertif enum:BoYesNoEnum - tNO
Cig int -
Cup int -
AttachmentEntry int -
SignatureInputMessage text -
SignatureDigest text -
CertificationNumber text -
PrivateKeyVersion int -
PaymentChecks list:PaymentCheck s
PaymentInvoices list:PaymentInvoice s
PaymentCreditCards list:PaymentCreditCard s
PaymentAccounts list:PaymentAccount s
PaymentDocumentReferencesCollection list:PaymentDocumentReferences -
BillOfExchange complex:BillOfExchange -
WithholdingTaxCertificatesCollection list:WithholdingTaxCertificatesData -
ElectronicProtocols list:ElectronicProtocol -
CashFlowAssignments list:CashFlowAssignment -
Payments_ApprovalRequests list:Payments_ApprovalRequest -
WithholdingTaxDataWTXCollection list:WithholdingTaxDataWTX -
PaymentReferenceNo text -
CancelStatus enum:CancelStatusEnum rs csNo
EDocExportFormat int -
ElecCommStatus enum:ElecCommStatusEnum -
ElecCommMessage text -
SplitVendorCreditRow enum:BoYesNoEnum -
DigitalPayments enum:BoYesNoEnum -
AllocationNumberIL text -
type PaymentInvoice
LineNum int s
DocEntry int s
SumApplied number s
AppliedFC number s
AppliedSys number s
DocRate number s
DocLine int s 0
InvoiceType enum:BoRcptInvTypes s it_Invoice
DiscountPercent number s
PaidSum number s
InstallmentId int s 1
WitholdingTaxApplied number rs
WitholdingTaxAppliedFC number rs
WitholdingTaxAppliedSC number rs
LinkDate date rs
DistributionRule text s
DistributionRule2 text s
DistributionRule3 text s
DistributionRule4 text s
DistributionRule5 text s
TotalDiscount number s
TotalDiscountFC number s
TotalDiscountSC number rs
DocNum int s
type PaymentCreditCard
LineNum int s
CreditCard int s -1
CreditAcct text s
CreditCardNumber text20 s
CardValidUntil date s
VoucherNum text20 s
OwnerIdNum text s
OwnerPhone text s
PaymentMethodCode int s -1
NumOfPayments int s 1
FirstPaymentDue date s
FirstPaymentSum number s
AdditionalPaymentSum number s
CreditSum number s
CreditCur text s
CreditRate number s
ConfirmationNum text s
NumOfCreditPayments int s 1
CreditType enum:BoRcptCredTypes s cr_Regular
SplitPayments enum:BoYesNoEnum s tNO
type PaymentCheck
LineNum int -
DueDate date -
CheckNumber int -
BankCode text -
Branch text -
AccounttNum text -
Details text -
Trnsfrable enum:BoYesNoEnum - tNO
CheckSum number -
Currency text -
CountryCode text -
CheckAbsEntry int r
CheckAccount text -
ManualCheck enum:BoYesNoEnum - tNO
FiscalID text -
OriginallyIssuedBy text -
Endorse enum:BoYesNoEnum - tNO
EndorsableCheckNo int -
ECheck enum:BoYesNoEnum -
type PaymentAccount
LineNum int -
AccountCode text -
SumPaid number -
SumPaidFC number -
Decription text -
VatGroup text -
AccountName text -
GrossAmount number -
ProfitCenter text -
ProjectCode text -
VatAmount number -
ProfitCenter2 text -
ProfitCenter3 text -
ProfitCenter4 text -
ProfitCenter5 text -
LocationCode int r
EqualizationVatAmount number r
)";

} // namespace ledgerline::sandbox::b1
